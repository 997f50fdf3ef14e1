namespace Actors.Cluster.Calling;

/// <summary>A message that waits for room on its connection, encoded already.</summary>
/// <param name="ask">What is known of it.</param>
/// <param name="bytes">The message.</param>
internal sealed class WaitingAsk(PendingAsk ask, byte[] bytes)
{
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingAsk Ask { get; } = ask;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Completes when the message is on its way, or will get its reply without leaving.</summary>
    public Task Left => _left.Task;

    /// <summary>Takes it out of the queue.</summary>
    /// <returns>Whether its sender still waits.</returns>
    public bool TryTake() => _left.TrySetResult();

    /// <summary>Lets the sender give up.</summary>
    public void GiveUp(CancellationToken cancellationToken) => _left.TrySetCanceled(cancellationToken);
}
