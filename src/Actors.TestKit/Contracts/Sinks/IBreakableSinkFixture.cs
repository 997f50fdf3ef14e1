namespace Actors.TestKit.Contracts.Sinks;

/// <summary>An output that can be made to fail; it is this fixture's own.</summary>
public interface IBreakableSinkFixture : ISinkFixture
{
    /// <summary>Ends what takes the records, as a crash would.</summary>
    Task TakeDown(CancellationToken cancellationToken);

    /// <summary>Starts it again, with what it had acknowledged.</summary>
    Task BringUp(CancellationToken cancellationToken);

    /// <summary>Makes it answer late, by about so much, until the test ends or for so long.</summary>
    Task SlowDown(TimeSpan delay, CancellationToken cancellationToken);
}
