namespace Actors.Cluster.Tests.Links;

/// <summary>Takes one reply; a second one is an error.</summary>
internal sealed class ReplyPlace : IReplySink
{
    private readonly TaskCompletionSource<CommandReply> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommandReply> Reply => _source.Task;

    void IReplySink.Reply(in CommandReply reply) => _source.SetResult(reply);
}
