using Actors;
using Actors.SideEffects;

namespace Library;

public interface ILetterService
{
    Task<string> Send(string reader, decimal amount, string idempotencyKey, CancellationToken cancellationToken);
}

// <side-effect>
public sealed class FeeLetter(ILetterService letters) : ISideEffectHandler<FeeCharged>
{
    public async Task<IReadOnlyList<OutgoingCommand>> Handle(
        FeeCharged @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        var reader = context.Event.Entity;
        var reference = await letters.Send(reader.Id.Value, @event.Amount, context.IdempotencyKey, cancellationToken);
        return [new OutgoingCommand(reader, new RecordLetter(reference))];
    }

    public IReadOnlyList<OutgoingCommand> GiveUp(FeeCharged @event, SideEffectContext context, Exception lastFailure) => [];
}
// </side-effect>
