using System.Text.Json;
using Actors;
using Actors.Streams;

namespace Library;

// <decoder>
public sealed class LoanDecoder : IDecoder
{
    public Decoded Decode(SourceRecord record)
    {
        try
        {
            using var line = JsonDocument.Parse(record.Payload);
            var days = line.RootElement.GetProperty("days").GetInt32();
            return days is < 1 or > 60
                ? Decoded.Invalid($"A book is lent for 1 to 60 days, not {days}.")
                : Decoded.Of(OutgoingCommand.To<Loan, LoanCommand, LoanEvent>(
                    line.RootElement.GetProperty("book").GetString()!,
                    new BorrowBook(line.RootElement.GetProperty("reader").GetString()!, days)));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Decoded.Undecodable(exception.Message);
        }
    }
}
// </decoder>
