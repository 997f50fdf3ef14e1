namespace Actors.Projections.Audits;

/// <summary>How what a projection was given differs from the journal.</summary>
public enum SkipKind
{
    /// <summary>The projection was not given records that the journal has.</summary>
    Skipped,

    /// <summary>The projection was given records again.</summary>
    Repeated,

    /// <summary>The projection was given other records, or in another order.</summary>
    Different,

    /// <summary>The journal lacks records that it has had.</summary>
    MissingInJournal,
}
