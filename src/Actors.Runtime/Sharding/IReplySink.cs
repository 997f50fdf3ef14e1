namespace Actors.Runtime.Sharding;

/// <summary>Takes the reply to one message. Called once, on the shard host's loop: it must not block.</summary>
internal interface IReplySink
{
    /// <summary>Takes the reply.</summary>
    void Reply(in CommandReply reply);
}
