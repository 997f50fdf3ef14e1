using Actors.Journal;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Clusters;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Cluster;

/// <summary>
/// Clients that write 0, 1, 2, ... each in a notebook of its own, through any running node, one number after the other. With ids they
/// ask again until they have an answer; without, an ask that fails is noted as an error.
/// </summary>
internal sealed class Writers : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private readonly InMemoryCluster _cluster;
    private readonly bool _hasIds;
    private readonly Func<int, long, NoteCommand> _command;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _running;
    private readonly long[] _written;
    private readonly List<Exception> _errors = [];

    public Writers(InMemoryCluster cluster, int count, bool hasIds, Func<int, long, NoteCommand>? command = null)
    {
        _cluster = cluster;
        _hasIds = hasIds;
        _command = command ?? ((_, number) => Note.Write(number));
        _written = new long[count];
        _running = [.. Enumerable.Range(0, count).Select(w => Task.Run(() => Write(w)))];
    }

    /// <summary>How many numbers are acknowledged, by writer.</summary>
    public IReadOnlyList<long> Written => _written;

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<Exception> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>The notebook of a writer.</summary>
    public static string NotebookOf(int writer) => $"writer-{writer}";

    /// <summary>Waits until every writer has written some more.</summary>
    public async Task Progress(long numbers = 10)
    {
        var before = _written.ToArray();
        await Eventually.Holds(
            () => Errors.Count > 0 || Enumerable.Range(0, _written.Length).All(w => Volatile.Read(ref _written[w]) >= before[w] + numbers),
            () => string.Join(", ", _written.Zip(before, (now, then) => now - then)),
            TimeSpan.FromMinutes(1));
        Assert.Empty(Errors);
    }

    /// <summary>Stops the writers; nothing has gone wrong so far.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(Eventually.Deadline);
        Assert.Empty(Errors);
    }

    /// <summary>Stops the writers, and finds every acknowledged number in its notebook, once and in order, and no other.</summary>
    public async Task StopAndCheck()
    {
        await Stop();
        for (var w = 0; w < _written.Length; w++)
        {
            var count = _written[w];
            await Eventually.Holds(async () => (await VersionOf(w)) >= count);
            Assert.Equal(count, await VersionOf(w));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task<long> VersionOf(int writer)
    {
        var view = await _cluster.Nodes[0].System.Region.View(Note.Key(NotebookOf(writer)), Eventually.Deadline, CancellationToken.None);
        var numbers = ((Notebook)view.State).Numbers;
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(n => (long)n), numbers);
        return view.Version.Value;
    }

    private async Task Write(int writer)
    {
        var random = new Random(writer);
        using var pace = new PeriodicTimer(Pace); // Load, but not so much that nodes are taken for dead on a busy machine.
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await pace.WaitForNextTickAsync();
                await Ask(writer, random);
                _written[writer]++;
            }
            catch (Exception exception)
            {
                lock (_errors)
                {
                    _errors.Add(exception);
                }

                return;
            }
        }
    }

    private async Task Ask(int writer, Random random)
    {
        var number = _written[writer];
        while (true)
        {
            var nodes = _cluster.Nodes;
            var options = new AskOptions
            {
                Id = _hasIds ? new CommandId($"{writer}:{number}") : null,
                Timeout = _hasIds ? TimeSpan.FromSeconds(2) : Eventually.Deadline,
            };
            try
            {
                await nodes[random.Next(nodes.Count)].System.Region.Ask(Note.Key(NotebookOf(writer)), _command(writer, number), options, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (_hasIds && exception is AskTimeoutException or JournalUnavailableException)
            {
                // Its node was killed, or the shard is on its way: with its id it may be asked again.
            }
        }
    }
}
