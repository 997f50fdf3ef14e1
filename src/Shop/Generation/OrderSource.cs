using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Actors;
using Actors.Schema;
using Actors.Streams;
using Shop.Orders;

namespace Shop.Generation;

/// <summary>
/// A generated stream as a source, in the form that <see cref="ShopCommandDecoder"/> reads, so that it takes the same way as a
/// file and its records look the same to people. Reading on after a position costs nothing.
/// </summary>
/// <param name="generator">Makes the commands.</param>
/// <param name="model">Knows their names.</param>
/// <param name="part">Which of the commands it has; each part is a lane of its own.</param>
public sealed class OrderSource(OrderGenerator generator, ActorModel model, OrderSourcePart part = OrderSourcePart.All) : ISource
{
    /// <summary>Names seed and shape: another seed or number of orders is another stream.</summary>
    public Lane Lane { get; } = new(string.Create(
        CultureInfo.InvariantCulture,
        $"generated:seed-{generator.Options.Seed}:orders-{generator.Options.Orders}:products-{generator.Options.Products}:customers-{generator.Options.Customers}{(part == OrderSourcePart.All ? string.Empty : $":{part}")}"));

    /// <summary>The number of positions; some of them have no command.</summary>
    public long? Count => generator.PositionMax;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var position = after.Value + 1; position <= generator.PositionMax; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (generator.Generate(position) is { } command && IsPart(command))
            {
                yield return new SourceRecord(
                    new LanePosition(position), Encode(command), string.Create(CultureInfo.InvariantCulture, $"generated record {position}"));
            }
        }

        await Task.CompletedTask;
    }

    private bool IsPart(OutgoingCommand command) => part switch
    {
        OrderSourcePart.Returns => command.Command is OrderCommand.ReturnLines,
        OrderSourcePart.Orders => command.Command is not OrderCommand.ReturnLines,
        _ => true,
    };

    private ReadOnlyMemory<byte> Encode(OutgoingCommand command)
    {
        var (name, payload) = model.Find(command.Target.Type)!.Messages.Encode(command.Command);
        var buffer = new ArrayBufferWriter<byte>(payload.Length + 100);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("entity"u8, command.Target.ToString());
        writer.WriteString("command"u8, name.Name);
        writer.WritePropertyName("payload"u8);
        writer.WriteRawValue(payload.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
