using Actors.Membership;

namespace Actors.TestKit.Clusters;

/// <summary>A message on its way to another node; its sender gets one reply, whatever happens first.</summary>
internal sealed class InMemoryMessage(NodeId to, IReplySink sender, Action<InMemoryMessage> ended) : IReplySink
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isAnswered;

    /// <summary>Completes when its sender has its reply.</summary>
    public Task Answered => _answered.Task;

    public NodeId To => to;

    public void Reply(in CommandReply reply)
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) == 0)
        {
            ended(this);
            sender.Reply(reply);
            _answered.TrySetResult();
        }
    }
}
