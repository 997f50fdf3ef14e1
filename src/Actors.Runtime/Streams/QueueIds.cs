using System.Security.Cryptography;
using System.Text;
using Actors.DeadLettering;
using Actors.Streams;

namespace Actors.Runtime.Streams;

/// <summary>Ids for what comes from a queue, the same at each delivery of the same message.</summary>
internal static class QueueIds
{
    /// <summary>The id of a command whose message has one: the queue's name and the message's id, or their digest when that is too long.</summary>
    public static CommandId? CommandOf(Lane queue, SourceRecord record)
    {
        var text = $"{queue} {record.MessageId}";
        return record.MessageId is null ? null
            : CommandId.IsValid(text) ? new CommandId(text)
            : new CommandId($"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}");
    }

    /// <summary>
    /// The id of a dead letter: a digest of the message's id and bytes. Bad messages that are alike in both are one letter; a sender
    /// that gives all of them one id still gets a letter for each content.
    /// </summary>
    public static DeadLetterId LetterOf(Lane queue, SourceRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{record.MessageId}\n"));
        hash.AppendData(record.Payload.Span);
        return new DeadLetterId($"{queue}@{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }
}
