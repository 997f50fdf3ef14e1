using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Actors.Streams;

namespace Actors.Runtime.Tests.Streams;

/// <summary>A source of very many lines, each made when it is taken, for 100 notebooks.</summary>
internal sealed class CountedSource(int count) : ISource
{
    private int _taken;

    public Lane Lane { get; } = new("counted");

    public long? Count => count;

    public int Taken => Volatile.Read(ref _taken);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (var number = after.Value; number < count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Interlocked.Increment(ref _taken);
            var line = string.Create(CultureInfo.InvariantCulture, $"n{number % 100} {number}");
            yield return new SourceRecord(new LanePosition(number + 1), Encoding.UTF8.GetBytes(line), "counted");
        }
    }
}
