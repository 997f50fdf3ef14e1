using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Turns options into a pool of connections, and into a name that can be shown to people.</summary>
internal static class PostgresConnectionSettings
{
    private const int StatementsPrepared = 64;
    private const string HostRecheck = "Host Recheck Seconds";

    /// <summary>Checks the options; all faults are in one message.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static NpgsqlConnectionStringBuilder Parse(PostgresOptions options)
    {
        var faults = new List<string>();
        var builder = TryParse(options.ConnectionString, faults);
        if (options.ConnectionsMax is < 2 or > 1000)
        {
            faults.Add($"ConnectionsMax is {options.ConnectionsMax}; use 2 to 1,000.");
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
        {
            faults.Add($"CommandTimeout is {options.CommandTimeout}; use 1 second to 10 minutes.");
        }

        faults.AddRange(options.Compaction.Faults());
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The PostgreSQL options are wrong. {string.Join(' ', faults)}", nameof(options));
        }

        return Tune(builder, options);
    }

    /// <summary>How the database is called in messages: never with its password.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder builder) =>
        $"PostgreSQL database '{builder.Database ?? builder.Username}' at {(HasSeveralHosts(builder) ? builder.Host : $"{builder.Host}:{builder.Port}")}";

    private static NpgsqlConnectionStringBuilder TryParse(string text, List<string> faults)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrWhiteSpace(builder.Host))
            {
                faults.Add("ConnectionString names no Host; write Host=...;Database=...;Username=...");
            }

            return builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // The parser's own message may quote the text, and with it the password.
            faults.Add("ConnectionString cannot be read; write Host=...;Database=...;Username=...;Password=...");
            return new NpgsqlConnectionStringBuilder();
        }
    }

    private static NpgsqlConnectionStringBuilder Tune(NpgsqlConnectionStringBuilder builder, PostgresOptions options)
    {
        builder.MaxPoolSize = options.ConnectionsMax;
        builder.CommandTimeout = (int)options.CommandTimeout.TotalSeconds;
        builder.MaxAutoPrepare = StatementsPrepared;
        builder.AutoPrepareMinUsages = 2;
        builder.ApplicationName ??= "actors";
        builder.Enlist = false;

        // No statement of this store leaves state in a session, so there is nothing to reset between two uses.
        builder.NoResetOnClose = true;
        builder.IncludeErrorDetail = false;
        if (HasSeveralHosts(builder))
        {
            builder.TargetSessionAttributes ??= "primary";

            // Npgsql remembers for 10 s which host was the standby: after a failover nobody could work for that long.
            if (!builder.ShouldSerialize(HostRecheck))
            {
                builder.HostRecheckSeconds = 1;
            }
        }

        return builder;
    }

    private static bool HasSeveralHosts(NpgsqlConnectionStringBuilder builder) => builder.Host?.Contains(',', StringComparison.Ordinal) == true;
}
