using Actors.Reactions;
using Actors.Schema;
using Actors.SideEffects;

namespace Actors.Runtime.Tests.Samples;

/// <summary>Short words for what the tests build again and again.</summary>
internal static class Note
{
    /// <summary>Writes forwarded numbers in their notebook.</summary>
    public static Reaction Forwarding { get; } = Reaction.Named("forwarding")
        .On<NoteEvent.Forwarded>((e, _) => [To(e.Target, new NoteCommand.Write(e.Number))])
        .Build();

    public static EntityKey Key(string id) => new(Notebook.Type, new EntityId(id));

    public static NoteCommand Write(long number) => new NoteCommand.Write(number);

    public static OutgoingCommand To(string id, NoteCommand command) => OutgoingCommand.To<Notebook, NoteCommand, NoteEvent>(id, command);

    public static ActorModel Model(IReadOnlyList<Reaction>? reactions = null, IReadOnlyList<SideEffect>? sideEffects = null) =>
        new([Notebook.Definition], reactions, sideEffects);
}
