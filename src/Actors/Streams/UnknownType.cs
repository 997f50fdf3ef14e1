namespace Actors.Streams;

/// <summary>What becomes of a record whose type is routed nowhere.</summary>
public enum UnknownType
{
    /// <summary>It becomes a dead letter: the topic is ours, and somebody sends what we do not know.</summary>
    DeadLetter = 0,

    /// <summary>It is passed over and counted: the topic also carries what is for others.</summary>
    Skip = 1,
}
