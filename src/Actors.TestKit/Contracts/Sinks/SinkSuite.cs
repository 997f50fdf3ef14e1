using System.Globalization;
using System.Text;
using Actors.Streams;
using Actors.Streams.Publishing;
using Xunit;

namespace Actors.TestKit.Contracts.Sinks;

/// <summary>What the suites over sinks share: each test has an output of its own.</summary>
/// <typeparam name="TFixture">Gives the output.</typeparam>
public abstract class SinkSuite<TFixture> : IAsyncLifetime
    where TFixture : ISinkFixture, new()
{
    private readonly List<ISink> _sinks = [];

    /// <summary>How long a test waits for what must happen; machines are busy.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A token that is never cancelled.</summary>
    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The output.</summary>
    protected TFixture Output { get; } = new();

    /// <inheritdoc/>
    public Task InitializeAsync() => Output.Create(None);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var sink in _sinks)
        {
            await (sink is IAsyncDisposable later ? later.DisposeAsync() : default);
            (sink as IDisposable)?.Dispose();
        }

        await Output.DisposeAsync();
    }

    /// <summary>Opens a sink, which goes with the test.</summary>
    /// <param name="limit">How long publishing may take; as long as a test waits where left out.</param>
    protected ISink Open(TimeSpan? limit = null)
    {
        var sink = Output.Open(limit ?? Patience);
        _sinks.Add(sink);
        return sink;
    }

    /// <summary>Numbered records, in turn for three keys, each with a header.</summary>
    protected static IReadOnlyList<SinkRecord> Records(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(n => new SinkRecord(
            $"slate/k{n % 3}", Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture)), [new SourceHeader("number", Encoding.UTF8.GetBytes($"n{n}"))])),
    ];

    /// <summary>
    /// Demands that the records 0 to <paramref name="count"/> less one have arrived: of each key in order, where what was published again
    /// may arrive again.
    /// </summary>
    protected async Task AssertArrived(int count, bool mayRepeat = false)
    {
        var arrived = await Output.Arrived(count, None).WaitAsync(Patience);
        var seen = arrived.Select(r => (r.Key, Number: int.Parse(Encoding.UTF8.GetString(r.Payload.Span), CultureInfo.InvariantCulture))).ToList();
        Assert.All(arrived.Zip(seen), pair => Assert.Equal(
            $"n{pair.Second.Number}", Encoding.UTF8.GetString(pair.First.Headers.Last(h => h.Name == "number").Value.Span)));
        for (var key = 0; key < 3; key++)
        {
            var numbers = seen.Where(s => s.Key == $"slate/k{key}").Select(s => s.Number).ToList();
            var expected = Enumerable.Range(0, count).Where(n => n % 3 == key).ToList();
            Assert.Equal(expected, mayRepeat ? numbers.Distinct() : numbers);
            if (mayRepeat)
            {
                AssertGoesOnWithoutGap(numbers);
            }
        }
    }

    /// <summary>Order may step back to an earlier record, and goes on from there without a gap.</summary>
    private static void AssertGoesOnWithoutGap(List<int> numbers) =>
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 3, $"{pair.Second} follows {pair.First}"));
}
