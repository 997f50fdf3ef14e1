using System.Collections.Frozen;
using Actors.Hosting.Http.Problems;
using Actors.Schema;

namespace Actors.Hosting.Http;

/// <summary>Finds entities and messages by the names in paths. Built once; the names that do not exist are answered with those that do.</summary>
internal sealed class ModelRoutes
{
    private readonly FrozenDictionary<string, EntityDefinition> _entities;
    private readonly FrozenDictionary<(EntityType Entity, MessageRole Role, string Name), MessageDefinition[]> _messages;

    public ModelRoutes(ActorModel model)
    {
        _entities = model.Entities.ToFrozenDictionary(e => e.Type.Name, StringComparer.Ordinal);
        _messages = model.Entities
            .SelectMany(e => e.Messages.Messages.Select(m => (Key: (e.Type, m.Role, m.Name.Name), Message: m)))
            .GroupBy(m => m.Key)
            .ToFrozenDictionary(g => g.Key, g => g.Select(m => m.Message).OrderByDescending(m => m.Name.Version).ToArray());
    }

    public IEnumerable<string> EntityNames => _entities.Keys;

    public EntityDefinition Entity(string name) =>
        _entities.TryGetValue(name, out var definition) ? definition : throw Refusals.UnknownEntityType(name, EntityNames);

    /// <summary>The newest message of that name, or the one of the version asked for.</summary>
    public MessageDefinition Message(EntityType entity, MessageRole role, string name, long? version)
    {
        var versions = _messages.GetValueOrDefault((entity, role, name)) ?? [];
        var found = version is null ? versions.FirstOrDefault() : Array.Find(versions, m => m.Name.Version == version);
        return found ?? throw Unknown(entity, role, version is null ? name : $"{name}:{version}");
    }

    public bool HasEvent(string name) => _messages.Keys.Any(k => k.Role == MessageRole.Event && k.Name == name);

    private ProblemException Unknown(EntityType entity, MessageRole role, string name) => Refusals.UnknownMessage(
        role == MessageRole.Command ? "command" : "query",
        entity,
        name,
        _messages.Where(m => m.Key.Entity == entity && m.Key.Role == role).SelectMany(m => m.Value).Select(m => m.Name.ToString()));
}
