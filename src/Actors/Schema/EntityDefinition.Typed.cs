using System.Collections.Frozen;

namespace Actors.Schema;

/// <summary>Binds the runtime's untyped view to an entity's static functions.</summary>
internal sealed class EntityDefinition<TEntity, TCommand, TEvent>(
    MessageCatalog messages,
    IMessageCodec stateCodec,
    int stateVersion,
    IReadOnlyDictionary<int, Func<byte[], object>> earlierStates,
    IReadOnlyDictionary<Type, QueryDefinition> queries,
    IReadOnlyDictionary<Type, Func<object, Rejection?>> rules)
    : EntityDefinition(TEntity.Type, messages, stateCodec, stateVersion, earlierStates)
    where TEntity : IEntity<TEntity, TCommand, TEvent>
    where TCommand : class
    where TEvent : class
{
    private readonly FrozenDictionary<Type, QueryDefinition> _queries = queries.ToFrozenDictionary();

    private readonly FrozenDictionary<Type, Func<object, Rejection?>> _rules = rules.ToFrozenDictionary();

    public override object InitialState => TEntity.Initial;

    public override Rejection? Validate(object command) => _rules.TryGetValue(command.GetType(), out var rule) ? rule(command) : null;

    public override UntypedDecision Decide(object state, object command, in DecisionContext context)
    {
        var decision = TEntity.Decide((TEntity)state, (TCommand)command, context);
        return new UntypedDecision(decision.Events, decision.Rejection, decision.Timers);
    }

    public override object Evolve(object state, object @event) => TEntity.Evolve((TEntity)state, (TEvent)@event);

    public override object Answer(object state, object query) => Find(query.GetType()).Answer(state, query);

    public override IMessageCodec AnswerCodec(Type queryType) => Find(queryType).AnswerCodec;

    internal override StatePage NewStatePage(int length) => new StatePage<TEntity>(length);

    private QueryDefinition Find(Type queryType) =>
        _queries.TryGetValue(queryType, out var query) ? query : throw new UnknownMessageException(Type, queryType.Name);
}
