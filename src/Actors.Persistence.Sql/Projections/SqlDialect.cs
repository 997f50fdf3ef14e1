namespace Actors.Persistence.Sql.Projections;

/// <summary>Which SQL a read model's database speaks.</summary>
public enum SqlDialect
{
    /// <summary>PostgreSQL; parameters are <c>$1</c>, <c>$2</c>, or named with <c>@</c>.</summary>
    Postgres = 0,

    /// <summary>SQLite; parameters are named with <c>$</c> or <c>@</c>.</summary>
    Sqlite = 1,
}
