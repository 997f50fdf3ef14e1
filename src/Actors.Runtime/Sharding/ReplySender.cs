using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Sharding;

/// <summary>Sends the replies of a host, and counts them. One thread at a time.</summary>
internal sealed class ReplySender
{
    private readonly List<IReplySink> _sinks = [];

    /// <summary>What was replied.</summary>
    public CommandCounts Counts { get; } = new();

    /// <summary>Sends replies, and empties the list.</summary>
    /// <returns>How many.</returns>
    public int Send(List<(Envelope Envelope, CommandReply Reply)> replies)
    {
        try
        {
            // First all are found and then all are used: they have left the processor's cache, and so their ways from memory overlap.
            foreach (var (envelope, _) in replies)
            {
                _sinks.Add((IReplySink)envelope.ReplyTo!);
            }

            for (var i = 0; i < _sinks.Count; i++)
            {
                var reply = replies[i].Reply;
                Counts.Add(reply);
                _sinks[i].Reply(reply);
            }
        }
        finally
        {
            _sinks.Clear(); // Also when a sink fails: no later reply may go to the sink of another.
        }

        var sent = replies.Count;
        replies.Clear();
        return sent;
    }
}
