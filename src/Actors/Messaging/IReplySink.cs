namespace Actors;

/// <summary>Takes the reply to one message. Called once, on the shard host's loop: it must not block.</summary>
public interface IReplySink
{
    /// <summary>Takes the reply.</summary>
    void Reply(in CommandReply reply);
}
