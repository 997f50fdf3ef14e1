namespace Actors.Schema;

/// <summary>One type of message as an entity knows it.</summary>
/// <param name="Name">Its name and version on the wire.</param>
/// <param name="Role">What part it plays.</param>
/// <param name="Codec">Turns it into bytes and back.</param>
public sealed record MessageDefinition(WireName Name, MessageRole Role, IMessageCodec Codec)
{
    /// <summary>The CLR type.</summary>
    public Type ClrType => Codec.MessageType;
}
