using Actors.TestKit.Specifications;
using Xunit;

namespace Shop.Tests.TrafficFines;

public sealed class FineTests
{
    private static readonly DateOnly Day = new(2006, 8, 2);

    [Fact]
    public void A_penalty_falls_sixty_days_after_notification_and_once() =>
        new EntitySpecification<Fine, FineCommand, FineEvent>(FineModel.Create(), "A1")
            .Given(new FineEvent.FineCreated(Day, 3500))
            .When(new FineCommand.NotifyOffender(Day)).Then(new FineEvent.OffenderNotified(Day))
            .ThenTimer("penalty", new DateTimeOffset(2006, 10, 1, 0, 0, 0, TimeSpan.Zero), new FineCommand.ApplyPenalty()).And
            .When(new FineCommand.ApplyPenalty()).Then(new FineEvent.PenaltyAdded(new DateOnly(2006, 10, 1))).And
            .When(new FineCommand.ApplyPenalty()).ThenNothing();

    [Fact]
    public void Payments_keep_a_running_total() =>
        new EntitySpecification<Fine, FineCommand, FineEvent>(FineModel.Create(), "A1")
            .Given(new FineEvent.FineCreated(Day, 3500), new FineEvent.FinePaid(Day, 1000, 1000))
            .When(new FineCommand.PayFine(Day, 2500)).Then(new FineEvent.FinePaid(Day, 2500, 3500));
}
