namespace Actors.Runtime.Sharding;

/// <summary>A reply that a caller awaits.</summary>
internal sealed class PendingReply : IReplySink
{
    private readonly TaskCompletionSource<CommandReply> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommandReply> Task => _source.Task;

    public void Reply(in CommandReply reply) => _source.TrySetResult(reply);
}
