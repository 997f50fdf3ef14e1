namespace Actors.Membership.Wire;

/// <summary>What a frame on a node link is.</summary>
internal enum FrameKind : byte
{
    /// <summary>The first of whoever calls: who it is, whom it calls, and which versions it speaks.</summary>
    Hello = 1,

    /// <summary>The answer to <see cref="Hello"/>: the version to speak, and how much may be under way.</summary>
    Welcome,

    /// <summary>The other answer to <see cref="Hello"/>: why not. The connection ends with it.</summary>
    Refused,

    /// <summary>A number and a message.</summary>
    Ask,

    /// <summary>The number of an ask, and its reply.</summary>
    Reply,

    /// <summary>How many bytes of asks have been taken since the last credit: so many more may be sent.</summary>
    Credit,

    /// <summary>A number that wants to come back.</summary>
    Ping,

    /// <summary>The number of a <see cref="Ping"/>.</summary>
    Pong,

    /// <summary>The number of the last ask that is taken; later ones were not looked at, and no more may be sent.</summary>
    Goodbye,
}
