namespace Actors.Cmd;

/// <summary>A command cannot go on; the message is for the person at the console.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class PbmException(int exitCode, string message) : Exception(message)
{
    /// <summary>What pbm ends with.</summary>
    public int Code { get; } = exitCode;
}
