using Actors.Journal;
using Actors.Reactions;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.TestKit.Specifications;

/// <summary>
/// Specifies a reaction by examples: <c>When</c> an event of an entity, <c>Then</c> commands for others. It checks that every
/// command is registered at its target and survives its codec, and that reacting twice gives the same commands.
/// </summary>
/// <param name="model">The model that has the reaction.</param>
/// <param name="reaction">The reaction's name.</param>
public sealed class ReactionSpecification(ActorModel model, string reaction)
{
    private readonly Reaction _reaction = model.Reactions.Single(r => r.Name.Value == reaction);
    private string _actual = "";

    /// <summary>An event has happened.</summary>
    /// <param name="entity">To which entity, as <c>type/id</c>.</param>
    /// <param name="event">The event.</param>
    public ReactionSpecification When(string entity, object @event)
    {
        var key = EntityKey.Parse(entity);
        var context = new EventContext(
            key, new ShardId(0), SequenceNumber.None.Next, EntityVersion.Initial.Next, DateTimeOffset.UnixEpoch, Origin.Unknown);
        _actual = Show(_reaction.React(@event, context));
        Expect.Equal("Reacting twice gives different commands", _actual, Show(_reaction.React(@event, context)));
        return this;
    }

    /// <summary>It led to exactly these commands, in this order.</summary>
    public ReactionSpecification Then(params IReadOnlyList<OutgoingCommand> commands)
    {
        Expect.Equal("The commands differ", Show(commands), _actual);
        return this;
    }

    /// <summary>It led to nothing.</summary>
    public ReactionSpecification ThenNothing() => Then();

    private string Show(IReadOnlyList<OutgoingCommand> commands) => string.Join('\n', commands.Select(Show));

    private string Show(OutgoingCommand command)
    {
        var definition = model.Find(command.Target.Type);
        Expect.True(definition is not null, $"A command goes to '{command.Target}', but the model has no such entity type.");
        RoundTrip.Check(definition!.Messages, command.Command);
        return $"{command.Target} <- {RoundTrip.Json(definition.Messages, [command.Command])}";
    }
}
