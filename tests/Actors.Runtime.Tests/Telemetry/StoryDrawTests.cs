using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Tests.Telemetry;

public sealed class StoryDrawTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    public void Any_stretch_of_stories_has_its_share(double share)
    {
        for (var stretch = 0; stretch < 20; stretch++)
        {
            var drawn = Enumerable.Range(0, 2000).Count(_ => StoryDraw.Next(share));
            Assert.InRange(drawn, (2000 * share) - 15, (2000 * share) + 15); // Others draw at the same time and take some of the places.
        }
    }
}
