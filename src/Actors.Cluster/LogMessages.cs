using Actors.Membership;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster;

/// <summary>All log messages of this project. Levels: lifecycle Information, what passes by itself Warning, what needs a person Error.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Other nodes reach this one at {Address}.")]
    public static partial void LinkListens(this ILogger logger, Uri address);

    [LoggerMessage(2, LogLevel.Warning, "The link listens on {Address} without TLS: whoever reaches that address can send commands. Close the network, or set certificates.")]
    public static partial void LinkIsOpen(this ILogger logger, Uri address);

    [LoggerMessage(3, LogLevel.Information, "Connected to {Node} at {Address}; both speak version {Version}.")]
    public static partial void Connected(this ILogger logger, NodeId node, Uri address, int version);

    [LoggerMessage(4, LogLevel.Warning, "The connection to {Node} ended: {Reason}. {Uncertain} messages had left without a reply, {Unsent} had not left; their senders try again.")]
    public static partial void ConnectionEnded(this ILogger logger, NodeId node, string reason, int uncertain, int unsent);

    [LoggerMessage(5, LogLevel.Warning, "{Node} at {Address} cannot be reached: {Reason}. It is called again and again; this is told once.")]
    public static partial void NotReached(this ILogger logger, NodeId node, Uri address, string reason);

    [LoggerMessage(6, LogLevel.Error, "{Node} at {Address} refuses this node: {Reason}")]
    public static partial void IsRefused(this ILogger logger, NodeId node, Uri address, string reason);

    [LoggerMessage(7, LogLevel.Debug, "{Node} at {Address} still cannot be reached: {Reason}.")]
    public static partial void StillNotReached(this ILogger logger, NodeId node, Uri address, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Node} has connected, speaking version {Version}.")]
    public static partial void Accepted(this ILogger logger, NodeId node, int version);

    [LoggerMessage(9, LogLevel.Debug, "The connection of {Node} ended: {Reason}.")]
    public static partial void CallerGone(this ILogger logger, NodeId node, string reason);

    [LoggerMessage(10, LogLevel.Warning, "A caller was refused: {Reason}")]
    public static partial void CallerRefused(this ILogger logger, string reason);

    [LoggerMessage(11, LogLevel.Error, "A message of {Node} cannot be read: {Reason}. Its sender tries again until its time is over.")]
    public static partial void MessageNotRead(this ILogger logger, NodeId node, string reason);

    [LoggerMessage(12, LogLevel.Error, "A reply of {Node} cannot be read: {Reason}. What it told is in the journal.")]
    public static partial void ReplyNotRead(this ILogger logger, NodeId node, string reason);

    [LoggerMessage(13, LogLevel.Error, "A message of {Node} could not be handed to its entity.")]
    public static partial void NotHandedOver(this ILogger logger, Exception exception, NodeId node);

    [LoggerMessage(14, LogLevel.Error, "A reply to {Node} cannot be told: {Reason}")]
    public static partial void ReplyNotWritten(this ILogger logger, NodeId node, string reason);

    [LoggerMessage(15, LogLevel.Information, "The certificate in {File} is in use: {Subject}, valid until {NotAfter}.")]
    public static partial void CertificatesRead(this ILogger logger, string file, string subject, DateTime notAfter);

    [LoggerMessage(16, LogLevel.Warning, "The changed certificate in {File} cannot be used; the earlier one stays: {Reason}")]
    public static partial void CertificatesNotRead(this ILogger logger, string file, string reason);

    [LoggerMessage(17, LogLevel.Information, "The connection to {Node} was closed: this node stops calling it.")]
    public static partial void ConnectionClosed(this ILogger logger, NodeId node);
}
