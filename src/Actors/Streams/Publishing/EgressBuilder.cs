using Actors.Reactions;

namespace Actors.Streams.Publishing;

/// <summary>Collects the mappings of an egress.</summary>
public sealed class EgressBuilder
{
    private readonly string _name;
    private readonly string _source;
    private readonly Dictionary<Type, Func<object, EventContext, PublicEvent?>> _handlers = [];

    internal EgressBuilder(string name, string source)
    {
        if (!Kebab.IsValid(name, 60))
        {
            throw new ArgumentException($"'{name}' is not an egress's name: use lower-case letters, digits and hyphens.", nameof(name));
        }

        if (source.Length == 0 || source.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new ArgumentException($"'{source}' is not a CloudEvents source: use a URI reference such as /shop/orders.", nameof(source));
        }

        _name = name;
        _source = source;
    }

    /// <summary>Maps one type of event; types that are not mapped are not published.</summary>
    /// <param name="map">A pure function; <see langword="null"/> publishes nothing for this one.</param>
    public EgressBuilder On<TEvent>(Func<TEvent, EventContext, PublicEvent?> map)
        where TEvent : class
    {
        _handlers.Add(typeof(TEvent), (@event, context) => map((TEvent)@event, context));
        return this;
    }

    /// <summary>Closes the definition.</summary>
    public Egress Build() => new(_name, _source, _handlers);
}
