using System.Buffers;
using System.Text;
using Actors.Schema;

namespace Actors.TestKit.Specifications;

/// <summary>Encodes and decodes messages as the journal would, and shows them as text.</summary>
internal static class RoundTrip
{
    public static void Check(MessageCatalog messages, object message) => Check(messages.Of(message.GetType()).Codec, message);

    public static object Check(IMessageCodec codec, object message)
    {
        var first = Encode(codec, message);
        var copy = codec.Decode(first);
        Expect.Equal(
            $"{message.GetType().Name} does not survive its codec", Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(Encode(codec, copy)));
        return copy;
    }

    public static string Json(MessageCatalog messages, IEnumerable<object> all)
    {
        var text = new StringBuilder();
        foreach (var message in all)
        {
            var definition = messages.Of(message.GetType());
            text.Append(text.Length == 0 ? "" : "\n").Append(definition.Name).Append(' ')
                .Append(Encoding.UTF8.GetString(Encode(definition.Codec, message)));
        }

        return text.ToString();
    }

    private static byte[] Encode(IMessageCodec codec, object message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        codec.Encode(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
