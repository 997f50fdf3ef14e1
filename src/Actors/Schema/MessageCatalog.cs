using System.Buffers;
using System.Collections.Frozen;

namespace Actors.Schema;

/// <summary>The messages of one entity type: finds them by wire name and by CLR type, and encodes and decodes them. Thread-safe.</summary>
public sealed class MessageCatalog
{
    private readonly EntityType _entity;
    private readonly FrozenDictionary<WireName, MessageDefinition> _byName;
    private readonly FrozenDictionary<Type, MessageDefinition> _byType;
    private readonly FrozenDictionary<WireName, Func<object, object>> _upcasters;

    internal MessageCatalog(
        EntityType entity, IReadOnlyCollection<MessageDefinition> messages, IReadOnlyDictionary<WireName, Func<object, object>> upcasters)
    {
        _entity = entity;
        _byName = messages.ToFrozenDictionary(m => m.Name);
        _byType = messages.Where(m => !upcasters.ContainsKey(m.Name)).ToFrozenDictionary(m => m.ClrType);
        _upcasters = upcasters.ToFrozenDictionary();
    }

    /// <summary>All messages, current and old, by wire name.</summary>
    public IEnumerable<MessageDefinition> Messages => _byName.Values.OrderBy(m => m.Role).ThenBy(m => m.Name.ToString(), StringComparer.Ordinal);

    /// <summary>The definition of a CLR type.</summary>
    /// <exception cref="UnknownMessageException">It is not registered.</exception>
    public MessageDefinition Of(Type clrType) =>
        _byType.TryGetValue(clrType, out var definition) ? definition : throw new UnknownMessageException(_entity, clrType.Name);

    /// <summary>The newest definition of that name without its version, or <see langword="null"/>.</summary>
    public MessageDefinition? Newest(MessageRole role, string name) =>
        _byName.Values.Where(m => m.Role == role && m.Name.Name == name).MaxBy(m => m.Name.Version);

    /// <summary>The CLR type that messages of a name are decoded to, upcasters included; <see langword="null"/> when the name is unknown.</summary>
    public Type? CurrentType(WireName name)
    {
        while (_upcasters.ContainsKey(name))
        {
            name = new WireName(name.Name, name.Version + 1);
        }

        return _byName.GetValueOrDefault(name)?.ClrType;
    }

    /// <summary>Whether messages of that name can be decoded.</summary>
    public bool Knows(WireName name) => _byName.ContainsKey(name);

    /// <summary>Encodes a message into an array of its own.</summary>
    /// <exception cref="UnknownMessageException">Its type is not registered.</exception>
    public (WireName Name, ReadOnlyMemory<byte> Bytes) Encode(object message)
    {
        var definition = Of(message.GetType());
        var buffer = Scratch.Rent();
        definition.Codec.Encode(message, buffer);
        return (definition.Name, buffer.WrittenSpan.ToArray());
    }

    /// <summary>Decodes a message and brings it to its current version through the upcasters.</summary>
    /// <exception cref="UnknownMessageException">Its name is not registered.</exception>
    /// <exception cref="FormatException">The bytes are not such a message.</exception>
    public object Decode(WireName name, ReadOnlySpan<byte> bytes)
    {
        if (!_byName.TryGetValue(name, out var definition))
        {
            throw new UnknownMessageException(_entity, name.ToString());
        }

        var message = definition.Codec.Decode(bytes);
        while (_upcasters.TryGetValue(name, out var upcast))
        {
            message = upcast(message);
            name = new WireName(name.Name, name.Version + 1);
        }

        return message;
    }

    /// <summary>One buffer per thread, reused for every encoding on it.</summary>
    private static class Scratch
    {
        [ThreadStatic]
        private static ArrayBufferWriter<byte>? _buffer;

        public static ArrayBufferWriter<byte> Rent()
        {
            _buffer ??= new ArrayBufferWriter<byte>(512);
            _buffer.ResetWrittenCount();
            return _buffer;
        }
    }
}
