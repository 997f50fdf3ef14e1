using Actors.Persistence.Sql.Postgres;

namespace Actors.Persistence.Sql.Tests;

public sealed class PostgresConnectionSettingsTests
{
    [Fact]
    public void Several_hosts_are_asked_for_the_primary_and_every_second_anew()
    {
        var settings = Parse("Host=db1:5433,db2;Database=shop;Password=secret");
        Assert.Equal(("primary", 1), (settings.TargetSessionAttributes, settings.HostRecheckSeconds));
        Assert.Equal("PostgreSQL database 'shop' at db1:5433,db2", PostgresConnectionSettings.Describe(settings));
    }

    [Fact]
    public void What_is_given_for_several_hosts_stays() =>
        Assert.Equal(7, Parse("Host=db1,db2;Database=shop;Host Recheck Seconds=7").HostRecheckSeconds);

    private static Npgsql.NpgsqlConnectionStringBuilder Parse(string text) =>
        PostgresConnectionSettings.Parse(new PostgresOptions { ConnectionString = text });
}
