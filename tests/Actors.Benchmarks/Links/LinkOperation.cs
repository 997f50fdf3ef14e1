using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Cluster;
using Actors.Membership;

namespace Actors.Benchmarks.Links;

/// <summary>Sends one small command over a link, and waits for its reply.</summary>
internal sealed class LinkOperation(NodeLink link, Member responder, EntityKey[] keys) : IOperation
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly Account.Book Command = new(1, string.Empty, 1);

    public async Task Perform(Draw draw)
    {
        var pending = new Place();
        var envelope = new Envelope
        {
            Target = keys[draw.Next(keys.Length)],
            Command = Command,
            Time = DateTimeOffset.UnixEpoch,
            ReplyTo = pending,
        };
        await link.Send(responder, envelope, Timeout, CancellationToken.None);
        if ((await pending.Task).Kind != ReplyKind.Completed)
        {
            throw new AskTimeoutException(envelope.Target, Timeout);
        }
    }

    private sealed class Place() : TaskCompletionSource<CommandReply>(TaskCreationOptions.RunContinuationsAsynchronously), IReplySink
    {
        void IReplySink.Reply(in CommandReply reply) => SetResult(reply);
    }
}
