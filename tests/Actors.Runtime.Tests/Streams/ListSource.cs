using System.Runtime.CompilerServices;
using Actors.Streams;

namespace Actors.Runtime.Tests.Streams;

/// <summary>A source over lines in memory, which counts how many were taken and may break off.</summary>
internal sealed class ListSource(IReadOnlyList<string> lines) : ISource
{
    private int _taken;

    public Lane Lane { get; } = new("lines");

    public long? Count => lines.Count;

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>At which line reading fails; never where left out.</summary>
    public int BreaksAt { get; set; } = int.MaxValue;

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = (int)after.Value; i < lines.Count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (i == BreaksAt)
            {
                throw new SourceUnreadableException("The test tore this page.");
            }

            Interlocked.Increment(ref _taken);
            yield return new SourceRecord(new LanePosition(i + 1), System.Text.Encoding.UTF8.GetBytes(lines[i]), $"lines row {i + 1}");
        }
    }
}
