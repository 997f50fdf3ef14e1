namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>What happens to a row.</summary>
internal enum RowChange
{
    /// <summary>It is begun or changed.</summary>
    Upsert,

    /// <summary>It is changed, if it is there.</summary>
    Update,

    /// <summary>It is deleted.</summary>
    Delete,
}
