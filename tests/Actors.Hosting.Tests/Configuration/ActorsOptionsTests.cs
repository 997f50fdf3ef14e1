using Actors.Hosting.Configuration;
using Actors.Hosting.Tests.Node;
using Actors.Journal.Retention;
using Actors.Membership;
using Actors.Runtime;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Tests.Configuration;

public sealed class ActorsOptionsTests
{
    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var options = Read();
        Assert.Equal(new ActorsOptions(), options);
        Assert.Empty(options.Faults());
    }

    [Fact]
    public void Settings_are_read_in_the_forms_people_write()
    {
        var options = Read(
            ("Port", "0"), ("Shards", "16"), ("Postgres", "Host=db"), ("Http:RequestBytesMax", "2048"), ("Http:AnswerTimeout", "1.5s"),
            ("Http:HeartbeatInterval", "00:00:20"), ("Http:RetryAfter", "2m"),
            ("Compaction:TailRecords", "100"), ("Compaction:AllTailsBytesMax", "8589934592"));
        Assert.Equal((100, 1 << 20, 8L << 30), (options.Compaction.TailRecords, options.Compaction.TailBytes, options.Compaction.AllTailsBytesMax));
        Assert.Equal((0, 16, "Host=db"), (options.Port, options.Shards, options.Postgres));
        Assert.Equal(2048, options.Http.RequestBytesMax);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), options.Http.AnswerTimeout);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Http.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Http.RetryAfter);
    }

    [Fact]
    public void All_faults_are_told_in_one_message_with_key_value_and_what_is_right()
    {
        var exception = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Port", "70000"), ("Shards", "many"), ("Prot", "80"), ("Http:RequestBytesMax", "1"), ("Http:AnswerTimeout", "5"),
            ("Http:Colour", "red"), ("Compaction:TailBytes", "12"), ("Compaction:Colour", "red")));
        Assert.Equal(
            ["Actors:Shards", "Actors:Prot", "Actors:Compaction:Colour", "Actors:Http:AnswerTimeout", "Actors:Http:Colour", "Actors:Port",
                "Actors:Compaction:TailBytes", "Actors:Http:RequestBytesMax"],
            exception.Faults.Select(f => f.Key));
        Assert.Contains("Actors:Port = '70000': must be a whole number from 0 to 65535.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:Prot = '80': is not a setting; the settings are", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:Http:AnswerTimeout = '5': must be a time such as 500ms, 5s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Retention_is_read_for_all_entities_and_for_single_types()
    {
        var options = Read(
            ("Retention:KeepLogFor", "36h"), ("Retention:Interval", "1m"), ("Retention:Entities:KeepEvents", "10"),
            ("Retention:ByType:order:KeepFor", "90d"), ("Retention:ByType:stock:KeepEvents", "5")).Retention;
        Assert.Equal((TimeSpan.FromHours(36), TimeSpan.FromMinutes(1)), (options.KeepLogFor, options.Interval));
        Assert.Equal(new RetentionCriteria { KeepEvents = 10 }, options.Entities);
        Assert.Equal(new RetentionCriteria { KeepFor = TimeSpan.FromDays(90) }, options.ByType[new EntityType("order")]);
        Assert.Equal(new RetentionCriteria { KeepEvents = 5 }, options.ByType[new EntityType("stock")]);
    }

    [Fact]
    public void Faults_of_retention_are_told_together()
    {
        var exception = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Retention:Interval", "0s"), ("Retention:Colour", "red"), ("Retention:Entities:KeepFor", "often"), ("Retention:Entities:Colour", "red"),
            ("Retention:ByType:Two Words:KeepFor", "1d"), ("Retention:ByType:order:KeepEvents", "-1"), ("Retention:ByType:order:Colour", "red")));
        Assert.Equal(
            ["Actors:Retention:ByType:Two Words", "Actors:Retention:ByType:order:Colour", "Actors:Retention:ByType:order:KeepEvents",
                "Actors:Retention:Colour", "Actors:Retention:Entities:Colour", "Actors:Retention:Entities:KeepFor", "Actors:Retention:Interval",
                "Actors:Retention:KeepLogFor"],
            exception.Faults.Select(f => f.Key).Order(StringComparer.Ordinal));
        exception = Assert.Throws<InvalidConfigurationException>(() => Read(("Retention:KeepLogFor", "5m")));
        Assert.Contains("Actors:Retention:KeepLogFor = '00:05:00': must be a time from 01:00:00 to", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_is_alone_unless_a_setting_of_its_cluster_is_given()
    {
        Assert.Null(Read(("Postgres", "Host=db")).Cluster);
        Assert.Equal(new ClusterSettings { Port = 0 }, Read(("Postgres", "Host=db"), ("Cluster:Port", "0")).Cluster);
        Assert.Equal(
            new ClusterSettings { Address = "0.0.0.0", Host = "node-a", OwnsShards = false },
            Read(("Postgres", "Host=db"), ("Cluster:Address", "0.0.0.0"), ("Cluster:Host", "node-a"), ("Cluster:OwnsShards", "false")).Cluster);
    }

    [Fact]
    public void Faults_of_a_cluster_are_told_together()
    {
        var exception = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Cluster:Port", "70000"), ("Cluster:Address", "0.0.0.0"), ("Cluster:OwnsShards", "perhaps"), ("Cluster:KeyFile", "/no/such/file"), ("Cluster:Colour", "red")));
        Assert.Equal(
            [
                "Actors:Cluster:OwnsShards", "Actors:Cluster:Colour", "Actors:Cluster:Port", "Actors:Cluster:Postgres", "Actors:Cluster:Host",
                "Actors:Cluster:CertificateFile", "Actors:Cluster:KeyFile", "Actors:Cluster:AuthorityFile",
            ],
            exception.Faults.Select(f => f.Key));
    }

    [Fact]
    public void The_times_of_a_cluster_follow_from_its_heartbeat_and_lease_unless_they_are_given()
    {
        Assert.Equal(new MembershipOptions(), new ClusterSettings().Times);
        var times = Read(("Postgres", "Host=db"), ("Cluster:Heartbeat", "1s"), ("Cluster:RemoveAfter", "1h")).Cluster!;
        Assert.Equal(
            new MembershipOptions
            {
                HeartbeatInterval = TimeSpan.FromSeconds(1),
                Lease = TimeSpan.FromSeconds(4),
                LeaseMargin = TimeSpan.FromSeconds(0.8),
                UnreachableTimeout = TimeSpan.FromSeconds(12),
                RemoveAfter = TimeSpan.FromHours(1),
            },
            times.Times);
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), (times.Link.PingInterval, times.Link.SilenceMax));
    }

    [Fact]
    public void The_times_that_are_configured_count_and_those_of_the_application_where_none_are()
    {
        var own = new MembershipOptions { Lease = TimeSpan.FromSeconds(3) };
        var application = new ActorApplication { Model = BasketModel.Model, System = new ActorSystemOptions { Cluster = new ClusterOptions { Times = own } } };
        Assert.Equal(own, application.TimesOf(new ActorsOptions()));
        Assert.Equal(
            TimeSpan.FromSeconds(8),
            application.TimesOf(Read(("Postgres", "Host=db"), ("Cluster:Heartbeat", "2s"))).Lease);
        Assert.Equal(new MembershipOptions(), (application with { System = null }).TimesOf(new ActorsOptions()));
    }

    [Fact]
    public void Times_of_a_cluster_that_contradict_each_other_are_told_together()
    {
        var exception = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Postgres", "Host=db"), ("Cluster:Heartbeat", "500ms"), ("Cluster:Lease", "1s"), ("Cluster:LeaseMargin", "600ms"), ("Cluster:UnreachableTimeout", "900ms"),
            ("Cluster:RemoveAfter", "10ms")));
        Assert.Equal(
            ["Actors:Cluster:Lease", "Actors:Cluster:LeaseMargin", "Actors:Cluster:UnreachableTimeout", "Actors:Cluster:RemoveAfter"],
            exception.Faults.Select(f => f.Key));
        Assert.Contains("Actors:Cluster:Lease = '00:00:01': must be at least three heartbeats (00:00:01.5000000)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["Actors:Cluster:Heartbeat"],
            Assert.Throws<InvalidConfigurationException>(() => Read(("Postgres", "Host=db"), ("Cluster:Heartbeat", "1ms"))).Faults.Select(f => f.Key));
    }

    [Fact]
    public void Options_made_in_code_are_checked_by_the_same_rules() =>
        Assert.Equal(
            ["Actors:Shards", "Actors:NodeName", "Actors:DataDirectory"],
            new ActorsOptions { Shards = 4097, NodeName = "", DataDirectory = " " }.Faults().Select(f => f.Key));

    private static ActorsOptions Read(params (string Key, string Value)[] settings) => ActorsOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Actors:{s.Key}", (string?)s.Value))).Build());
}
