using Actors.Membership;

namespace Actors.TestKit.Clusters;

/// <summary>A message on its way to another node; its sender gets one reply, whatever happens first.</summary>
internal sealed class InMemoryMessage(NodeId to, IReplySink sender, Action<InMemoryMessage> ended) : IReplySink
{
    private int _isAnswered;

    public NodeId To => to;

    public void Reply(in CommandReply reply)
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) == 0)
        {
            ended(this);
            sender.Reply(reply);
        }
    }
}
