namespace Actors.Schema;

/// <summary>What part a message plays for its entity.</summary>
public enum MessageRole
{
    /// <summary>Asks the entity to do something.</summary>
    Command,

    /// <summary>Says what has happened.</summary>
    Event,

    /// <summary>Asks for something without changing anything.</summary>
    Query,
}
