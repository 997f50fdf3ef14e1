namespace Actors.TestKit.Simulation.Nodes;

/// <summary>Replies as the story tells them.</summary>
internal static class ReplyText
{
    public static string Of(CommandReply reply) => reply switch
    {
        { Kind: ReplyKind.Completed, Outcome: { Rejection: { } rejection } outcome } => $"rejected as {rejection.Code}, at {outcome.Sequence}",
        { Kind: ReplyKind.Completed, Outcome: { Events.Count: 0 } outcome } => $"nothing to do, at {outcome.Sequence}",
        { Kind: ReplyKind.Completed, Outcome: { } outcome } => $"done with {string.Join(", ", outcome.Events)}, at {outcome.Sequence}",
        { Kind: ReplyKind.Repeated } => $"done before, at {reply.First}",
        { Kind: ReplyKind.AlreadyDone } => "done before",
        { Kind: ReplyKind.Parked } => $"parked at {reply.First}: {reply.Detail}",
        { Kind: ReplyKind.Viewed, View: { } view } => $"{view.State}, version {view.Version}, as of {view.Sequence}",
        { Kind: ReplyKind.Retry } => $"try again{(reply.IsUncertain ? ", though it may be done" : string.Empty)}: {reply.Detail}",
        _ => $"{reply.Kind}: {reply.Detail}",
    };
}
