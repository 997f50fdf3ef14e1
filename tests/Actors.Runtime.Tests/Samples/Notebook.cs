using System.Collections.Immutable;
using Actors.Schema;

namespace Actors.Runtime.Tests.Samples;

/// <summary>An entity that keeps every number it was given, in order: whoever loses, repeats or swaps a command is found out.</summary>
public sealed record Notebook : IEntity<Notebook, NoteCommand, NoteEvent>
{
    public static EntityType Type { get; } = new("notebook");

    public static Notebook Initial { get; } = new();

    /// <summary>The version in use.</summary>
    public static EntityDefinition Definition { get; } = Builder().Build();

    /// <summary>A later version, which knows one event more.</summary>
    public static EntityDefinition NextDefinition { get; } = Builder().Event<NoteEvent.Painted>("painted").Build();

    public ImmutableList<long> Numbers { get; init; } = [];

    public static Decision<NoteEvent> Decide(Notebook state, NoteCommand command, in DecisionContext context)
    {
        var now = context.Time;
        return command switch
        {
            NoteCommand.Write write => new NoteEvent.Written(write.Number, now),
            NoteCommand.WriteAll all => Decision<NoteEvent>.Accept([.. all.Numbers.Select(n => new NoteEvent.Written(n, now))]),
            NoteCommand.WriteFirst when state.Numbers.Count > 0 => new Rejection("not-empty", $"The first number is {state.Numbers[0]}."),
            NoteCommand.WriteFirst first => new NoteEvent.Written(first.Number, now),
            NoteCommand.WriteThrough through when Fuses.IsBlown(through.Fuse) => throw new InvalidOperationException($"Fuse {through.Fuse} is blown."),
            NoteCommand.WriteThrough through => new NoteEvent.Written(through.Number, now),
            NoteCommand.Forward forward => new NoteEvent.Forwarded(forward.Target, forward.Number),
            NoteCommand.Phone phone => new NoteEvent.Phoned(phone.Target, phone.Number),
            NoteCommand.Remind remind => Decision<NoteEvent>.Nothing.SetTimer(remind.Timer, remind.Due, new NoteCommand.Write(remind.Number)),
            NoteCommand.Forget forget => Decision<NoteEvent>.Nothing.CancelTimer(forget.Timer),
            _ => Decision<NoteEvent>.Nothing,
        };
    }

    public static Notebook Evolve(Notebook state, NoteEvent @event) =>
        @event is NoteEvent.Written written ? state with { Numbers = state.Numbers.Add(written.Number) } : state;

    private static EntityDefinitionBuilder<Notebook, NoteCommand, NoteEvent> Builder() =>
        EntityDefinition.For<Notebook, NoteCommand, NoteEvent>(NoteJson.Default)
            .Command<NoteCommand.Write>("write").Command<NoteCommand.WriteAll>("write-all").Command<NoteCommand.WriteFirst>("write-first")
            .Command<NoteCommand.Look>("look").Command<NoteCommand.WriteThrough>("write-through").Command<NoteCommand.Forward>("forward")
            .Command<NoteCommand.Phone>("phone").Command<NoteCommand.Remind>("remind").Command<NoteCommand.Forget>("forget")
            .Event<NoteEvent.Written>("written").Event<NoteEvent.Forwarded>("forwarded").Event<NoteEvent.Phoned>("phoned");
}
