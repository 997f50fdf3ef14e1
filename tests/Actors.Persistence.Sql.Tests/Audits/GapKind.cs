namespace Actors.Persistence.Sql.Tests.Audits;

/// <summary>What a trial plants: faults that our own code, or a hand in the database, could make and that nothing refuses.</summary>
internal enum GapKind
{
    /// <summary>The reading path gives its neighbour's record in a record's place.</summary>
    WrongRecordRead,

    /// <summary>The reading path leaves a record out and numbers the others anew.</summary>
    LeftOutByReading,

    /// <summary>A batch does not apply one of its records.</summary>
    LostInBatch,

    /// <summary>A batch applies one of its records twice.</summary>
    DoubledInBatch,

    /// <summary>A batch applies two of its records in the wrong order.</summary>
    SwappedInBatch,

    /// <summary>The offset moves over records that were never given.</summary>
    OffsetTooFar,

    /// <summary>A row is deleted from the journal.</summary>
    RowDeleted,
}
