using System.Buffers;

namespace Actors.Schema;

/// <summary>
/// Turns one type of message into bytes and back. JSON is built in (<see cref="JsonMessageCodec{T}"/>); another format, such as
/// Protobuf, joins by implementing this. Implementations are pure and thread-safe.
/// </summary>
public interface IMessageCodec
{
    /// <summary>The media type of the bytes, such as <c>application/json</c>.</summary>
    string ContentType { get; }

    /// <summary>The CLR type it reads and writes.</summary>
    Type MessageType { get; }

    /// <summary>Appends a message's bytes to a buffer.</summary>
    void Encode(object message, IBufferWriter<byte> buffer);

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The bytes are not such a message; the text says where and why.</exception>
    object Decode(ReadOnlySpan<byte> bytes);
}
