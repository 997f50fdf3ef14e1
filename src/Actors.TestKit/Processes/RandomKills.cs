using Actors.TestKit.Time;

namespace Actors.TestKit.Processes;

/// <summary>
/// Clients that send one command each, wait for its answer and send the next, while their node is killed at random moments and
/// started again. The moments come from a seed and follow the clients' progress, so each kill hits a node at work.
/// </summary>
/// <param name="node">The node, started.</param>
/// <param name="seed">The seed of the moments and of what the clients do.</param>
public sealed class RandomKills(RestartingNode node, int seed)
{
    private const int AnswersBetweenMax = 200;
    private const int JitterMillisecondsMax = 30;
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(2);
    private long _answers;
    private volatile bool _isOver;

    /// <summary>How many commands were answered.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Runs clients until the node was killed so often, and lets each finish its last command.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="clients">How many clients.</param>
    /// <param name="send">Sends one command of a client until it is answered. Gets the client's number and its own random numbers.</param>
    public async Task Run(int kills, int clients, Func<int, Random, Task> send)
    {
        var sending = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Send(client, send)));
        var random = new Random(seed);
        try
        {
            for (var kill = 0; kill < kills && !sending.IsCompleted; kill++)
            {
                await Progress(sending, random).ConfigureAwait(false);
                await node.Kill().ConfigureAwait(false);
                await node.Start().ConfigureAwait(false);
            }
        }
        finally
        {
            _isOver = true;
        }

        await sending.ConfigureAwait(false);
    }

    private async Task Progress(Task sending, Random random)
    {
        var wanted = Answers + random.Next(1, AnswersBetweenMax);
        var jitter = TimeSpan.FromMilliseconds(random.Next(JitterMillisecondsMax));
        await Eventually.Holds(
            () => Answers >= wanted || sending.IsCompleted, () => $"{Answers} of {wanted} answers", ProgressWithin).ConfigureAwait(false);
        var reached = TimeProvider.System.GetTimestamp();
        await Eventually.Holds(() => TimeProvider.System.GetElapsedTime(reached) >= jitter).ConfigureAwait(false);
    }

    private async Task Send(int client, Func<int, Random, Task> send)
    {
        var random = new Random((seed * 1000) + client);
        while (!_isOver)
        {
            await send(client, random).ConfigureAwait(false);
            Interlocked.Increment(ref _answers);
        }
    }
}
