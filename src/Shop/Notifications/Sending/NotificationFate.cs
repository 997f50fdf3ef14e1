namespace Shop.Notifications.Sending;

/// <summary>What the simulated sender does with a notification.</summary>
public enum NotificationFate
{
    /// <summary>Taken at once.</summary>
    Taken,

    /// <summary>Not taken at the first attempt, but at the second.</summary>
    Transient,

    /// <summary>Taken at the first attempt, but the answer is lost: it is sent a second time.</summary>
    AnswerLost,

    /// <summary>Never taken.</summary>
    Refused,
}
