namespace Actors.Operations;

/// <summary>What an operator sends with everything that changes something.</summary>
/// <param name="Reason">Why, for the audit; at most 500 characters.</param>
/// <param name="IsDryRun">Whether only to say what would happen.</param>
public sealed record ChangeRequest(string? Reason = null, bool IsDryRun = false)
{
    /// <summary>The longest <see cref="Reason"/>.</summary>
    public const int ReasonLengthMax = 500;

    /// <summary>The header that names the person who asks; needed for every change, and written to the audit as a claim.</summary>
    public const string OperatorHeader = "X-Actors-Operator";
}
