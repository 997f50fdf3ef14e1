namespace Actors.Runtime.Telemetry;

/// <summary>What may go wrong with an ask, as the few words of <c>error.type</c>.</summary>
internal static class AskErrors
{
    /// <summary>The word for an exception.</summary>
    public static string Of(Exception exception) => exception switch
    {
        AskTimeoutException => "timeout",
        EntityParkedException => "parked",
        EntityQuarantinedException => "quarantined",
        OperationCanceledException => "cancelled",
        _ => "error",
    };
}
