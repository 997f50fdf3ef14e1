using System.Collections.Concurrent;
using Actors.Schema;
using Actors.SideEffects;

namespace Actors.Runtime.Tests.Samples;

/// <summary>The world outside: remembers every call, and answers as the test says.</summary>
internal sealed class Telephone : ISideEffectHandler<NoteEvent.Phoned>
{
    private readonly ConcurrentQueue<(NoteEvent.Phoned Event, SideEffectContext Context)> _calls = new();

    public IReadOnlyList<(NoteEvent.Phoned Event, SideEffectContext Context)> Calls => [.. _calls];

    /// <summary>Called for each attempt; what it throws is the attempt's failure.</summary>
    public Func<NoteEvent.Phoned, SideEffectContext, CancellationToken, Task> Answer { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>What is written when the last attempt has failed; <see langword="null"/> for nothing.</summary>
    public long? GivenUp { get; set; }

    public Func<NoteEvent.Phoned, OutgoingCommand> Result { get; set; } = call => Note.To(call.Target, Note.Write(call.Number));

    public ActorModel Model(SideEffectOptions? options = null) =>
        Note.Model(sideEffects: [SideEffect.Of("telephone", this, options)]);

    public async Task<IReadOnlyList<OutgoingCommand>> Handle(NoteEvent.Phoned @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        _calls.Enqueue((@event, context));
        await Answer(@event, context, cancellationToken);
        return [Result(@event)];
    }

    public IReadOnlyList<OutgoingCommand> GiveUp(NoteEvent.Phoned @event, SideEffectContext context, Exception lastFailure) =>
        GivenUp is { } number ? [Note.To(@event.Target, Note.Write(number))] : [];
}
