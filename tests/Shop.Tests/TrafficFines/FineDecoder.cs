using System.Text;
using Actors;
using Actors.Streams;

namespace Shop.Tests.TrafficFines;

public sealed class FineDecoder : IDecoder
{
    public Decoded Decode(SourceRecord record)
    {
        try
        {
            var row = FineRow.Parse(Encoding.UTF8.GetString(record.Payload.Span));
            return Decoded.Of(OutgoingCommand.To<Fine, FineCommand, FineEvent>(row.Case, CommandOf(row)));
        }
        catch (FormatException exception)
        {
            return Decoded.Undecodable(exception.Message);
        }
    }

    private static FineCommand CommandOf(FineRow row) => row.Activity switch
    {
        "Create Fine" => new FineCommand.CreateFine(row.Date, row.AmountCents),
        "Send Fine" => new FineCommand.SendFine(row.Date, row.ExpenseCents),
        "Insert Fine Notification" => new FineCommand.NotifyOffender(row.Date),
        "Add penalty" => new FineCommand.RecordPenalty(row.Date, row.AmountCents),
        "Payment" => new FineCommand.PayFine(row.Date, row.PaymentCents ?? throw new FormatException("A payment has no amount.")),
        "Send for Credit Collection" => new FineCommand.SendToCollection(row.Date),
        var activity when activity.Contains("Appeal", StringComparison.Ordinal) => new FineCommand.RecordAppeal(row.Date, activity),
        var activity => throw new FormatException($"'{activity}' is not a known activity."),
    };
}
