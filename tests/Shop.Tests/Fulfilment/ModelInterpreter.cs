using Actors;
using Actors.Journal;
using Actors.Reactions;
using Actors.Schema;
using Actors.Sharding;
using Actors.SideEffects;

namespace Shop.Tests.Fulfilment;

/// <summary>
/// Runs a model in memory and in any order that the platform allows: commands of one reader from one entity to another keep their
/// order, everything else is drawn by lot, timers fire when the lot says that time passes. No I/O, no clock, no tasks.
/// </summary>
internal sealed class ModelInterpreter(ActorModel model, Random random)
{
    private readonly Dictionary<EntityKey, object> _states = [];
    private readonly Dictionary<(string Reader, EntityKey Source, EntityKey Target), Queue<Action>> _channels = [];
    private readonly List<(string Reader, EntityKey Source, EntityKey Target)> _ready = [];
    private readonly Dictionary<(EntityKey Entity, string Name), (DateTimeOffset Due, object Command)> _timers = [];
    private DateTimeOffset _time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _sequence;

    /// <summary>Every event, in the order of its happening.</summary>
    public List<(EntityKey Entity, object Event)> History { get; } = [];

    /// <summary>Every refused command, and who sent it.</summary>
    public List<(string Sender, EntityKey Entity, object Command, Rejection Rejection)> Rejections { get; } = [];

    /// <summary>Called after each event.</summary>
    public Action<EntityKey, object>? Observe { get; init; }

    public TState State<TState>(EntityKey key)
        where TState : class => (TState)(_states.GetValueOrDefault(key) ?? model.Find(key.Type)!.InitialState);

    public IEnumerable<(EntityKey Key, TState State)> All<TState>() =>
        _states.Where(pair => pair.Value is TState).Select(pair => (pair.Key, (TState)pair.Value));

    /// <summary>Sends a command from outside; those of one sender to one entity keep their order.</summary>
    public void Send(string sender, OutgoingCommand command) => Enqueue(sender, command.Target, command);

    /// <summary>Goes on until nothing is left to do.</summary>
    public void RunToRest(int stepsMax = 1_000_000)
    {
        for (var step = 0; step < stepsMax; step++)
        {
            // Now and then time passes although there is work in hand: that is how time-outs meet late answers.
            if (_timers.Count > 0 && (_ready.Count == 0 || random.Next(40) == 0))
                FireNextTimer();
            else if (_ready.Count > 0)
                RunOne(random.Next(_ready.Count));
            else
                return;
        }

        throw new InvalidOperationException($"The model is still busy after {stepsMax} steps.");
    }

    private void RunOne(int index)
    {
        var name = _ready[index];
        var queue = _channels[name];
        queue.Dequeue()();
        if (queue.Count == 0)
        {
            _ready[_ready.IndexOf(name)] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }
    }

    private void FireNextTimer()
    {
        var (key, timer) = _timers.MinBy(pair => pair.Value.Due);
        _timers.Remove(key);
        _time = timer.Due > _time ? timer.Due : _time;
        Decide("timer", key.Entity, timer.Command);
    }

    private void Enqueue(string reader, EntityKey source, OutgoingCommand command) =>
        Enqueue((reader, source, command.Target), () => Decide(reader, command.Target, command.Command));

    private void Enqueue((string Reader, EntityKey Source, EntityKey Target) name, Action action)
    {
        if (!_channels.TryGetValue(name, out var queue))
            _channels.Add(name, queue = new Queue<Action>());

        if (queue.Count == 0 && !_ready.Contains(name))
            _ready.Add(name);

        queue.Enqueue(action);
    }

    private void Decide(string sender, EntityKey key, object command)
    {
        var definition = model.Find(key.Type)!;
        var decision = definition.Decide(State<object>(key), command, new DecisionContext(key, EntityVersion.Initial, _time));
        if (decision.Rejection is { } rejection)
            Rejections.Add((sender, key, command, rejection));

        foreach (var @event in decision.Events)
        {
            _states[key] = definition.Evolve(State<object>(key), @event);
            History.Add((key, @event));
            Observe?.Invoke(key, @event);
            Publish(key, @event);
        }

        foreach (var timer in decision.Timers)
        {
            if (timer.Due is { } due)
                _timers[(key, timer.Name)] = (due, timer.Command!);
            else
                _timers.Remove((key, timer.Name));
        }
    }

    private void Publish(EntityKey key, object @event)
    {
        var context = new EventContext(
            key, new ShardId(0), new SequenceNumber(++_sequence), EntityVersion.Initial, _time, Origin.Unknown);
        foreach (var reaction in model.Reactions)
        {
            foreach (var command in reaction.React(@event, context))
                Enqueue(reaction.Name.Value, key, command);
        }

        foreach (var sideEffect in model.SideEffects.Where(effect => effect.EventType == @event.GetType()))
            Enqueue((sideEffect.Name.Value, key, key), () => Call(sideEffect, @event, context));
    }

    private void Call(SideEffect sideEffect, object @event, EventContext context)
    {
        var call = new SideEffectContext(context, $"{sideEffect.Name}:{context.Sequence}", 1);
        IReadOnlyList<OutgoingCommand> results;
        try
        {
            // The gateways of these tests answer at once, so nothing blocks.
            results = sideEffect.Handle(@event, call, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not InvalidCastException)
        {
            results = sideEffect.GiveUp(@event, call, exception);
        }

        foreach (var command in results)
            Enqueue($"{sideEffect.Name.Value} result", context.Entity, command);
    }
}
