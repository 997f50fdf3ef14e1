using Actors.Schema;

namespace Actors.Cluster.Receiving;

/// <summary>A message of another node, on its way to its entity and back as a reply.</summary>
/// <param name="connection">Where it came from.</param>
/// <param name="number">Its number there.</param>
/// <param name="bytes">How much of the window it takes.</param>
/// <param name="deadline">When its sender gives up, as a timestamp.</param>
internal sealed class ReceivedAsk(ReceivingConnection connection, ulong number, int bytes, long deadline) : IReplySink
{
    private CommandReply _reply;

    /// <summary>Its number on the connection.</summary>
    public ulong Number { get; } = number;

    /// <summary>How much of the window it takes.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>When its sender gives up, as a timestamp.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>The message; <see langword="null"/> when it could not be read.</summary>
    public Envelope? Envelope { get; set; }

    /// <summary>The kind of its entity.</summary>
    public EntityDefinition? Definition { get; set; }

    /// <summary>The reply, once it is there.</summary>
    public ref readonly CommandReply Answer => ref _reply;

    /// <inheritdoc/>
    public void Reply(in CommandReply reply)
    {
        _reply = reply;
        connection.Answer(this);
    }
}
