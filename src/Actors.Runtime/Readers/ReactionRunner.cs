using System.Diagnostics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Reactions;
using Actors.Runtime.Lanes;
using Actors.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Readers;

/// <summary>
/// Runs one reaction: follows every shard from its saved offset and sends the commands its events lead to. The offset is saved
/// behind the floor of the shard's lane; what is read again after a crash has the same positions and takes no second effect.
/// </summary>
internal sealed class ReactionRunner(Reaction reaction, LaneReader reader, IDeadLetterStore letters, ILogger logger)
{
    private readonly string _span = $"react {reaction.Name}";

    /// <summary>Follows the journal until the token falls.</summary>
    public Task Run(CancellationToken cancellationToken) => reader.Follow(reaction.Name, "reaction", isInOrder: true, React, cancellationToken);

    private async ValueTask React(LaneSender sender, JournalRecord record, CancellationToken cancellationToken)
    {
        var end = LanePosition.Of(record.Sequence, LanePosition.CommandsPerRecordMax - 1);
        var commands = await CommandsOf(record, cancellationToken).ConfigureAwait(false);
        if (commands.Count == 0)
        {
            await sender.Skip(end, cancellationToken).ConfigureAwait(false);
            return;
        }

        var entry = await sender.Begin(end, cancellationToken).ConfigureAwait(false);
        using var activity = Tracing.Start(_span, ActivityKind.Internal, record.Metadata.Origin);
        Tracing.Describe(activity, record);
        for (var index = 0; index < commands.Count; index++)
        {
            var envelope = reader.EnvelopeOf(commands[index], record, activity);
            await sender.Send(entry, LanePosition.Of(record.Sequence, index), envelope, cancellationToken).ConfigureAwait(false);
        }

        sender.Close(entry);
    }

    private async ValueTask<IReadOnlyList<OutgoingCommand>> CommandsOf(JournalRecord record, CancellationToken cancellationToken)
    {
        try
        {
            if (reader.EventOf(record) is not { } @event || !reaction.Handles(@event.GetType()))
            {
                return [];
            }

            var commands = reaction.React(@event, LaneReader.ContextOf(record));
            reader.Check(commands);
            return commands;
        }
        catch (Exception exception) // The application's own code ran: the event becomes a dead letter, the others go on.
        {
            logger.ReactionFailed(reaction.Name, record.Shard, record.Sequence, exception);
            var letter = reader.LetterOf(record, reaction.Name, DeadLetterReason.ReactionFailed, exception);
            await letters.Add([letter], cancellationToken).ConfigureAwait(false);
            return [];
        }
    }
}
