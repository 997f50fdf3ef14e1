using Actors.SideEffects;

namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>Takes the goods of a parcel, outside of all entities.</summary>
internal sealed class Courier : ISideEffectHandler<Taken>
{
    public async Task<IReadOnlyList<OutgoingCommand>> Handle(Taken @event, SideEffectContext context, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return [OutgoingCommand.To<Parcel, ParcelCommand, ParcelEvent>(@event.Parcel, new Dispatch())];
    }

    public IReadOnlyList<OutgoingCommand> GiveUp(Taken @event, SideEffectContext context, Exception lastFailure) => [];
}
