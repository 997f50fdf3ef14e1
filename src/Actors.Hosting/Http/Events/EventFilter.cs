using System.Collections.Frozen;
using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.Events;

/// <summary>Which records a subscriber wants. An empty set of names means all of them.</summary>
internal sealed class EventFilter
{
    private readonly FrozenSet<string> _entityTypes;
    private readonly FrozenSet<string> _events;
    private readonly bool _onlyEvents;

    private EventFilter(IReadOnlyList<string> entityTypes, IReadOnlyList<string> events, bool onlyEvents)
    {
        _entityTypes = entityTypes.ToFrozenSet(StringComparer.Ordinal);
        _events = events.ToFrozenSet(StringComparer.Ordinal);
        _onlyEvents = onlyEvents || events.Count > 0;
    }

    public static EventFilter From(HttpRequest request, ModelRoutes routes)
    {
        var types = RequestParameters.List(request, "type");
        foreach (var type in types)
        {
            _ = routes.Entity(type);
        }

        var events = RequestParameters.List(request, "event");
        if (events.FirstOrDefault(e => !routes.HasEvent(e)) is { } unknown)
        {
            throw Refusals.Parameter("event", unknown, "must be the name of an event, without its version");
        }

        var kinds = RequestParameters.Text(request, "kinds") switch
        {
            null or "events" => true,
            "all" => false,
            var other => throw Refusals.Parameter("kinds", other, "must be events or all"),
        };
        return new EventFilter(types, events, kinds);
    }

    public bool Wants(JournalRecord record) =>
        (!_onlyEvents || record.Kind == RecordKind.Event)
        && (_entityTypes.Count == 0 || _entityTypes.Contains(record.Entity.Type.Name))
        && (_events.Count == 0 || _events.Contains(record.Type.Name));
}
