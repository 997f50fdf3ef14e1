using System.Reflection;
using Actors.Simulation.Entities;
using Actors.TestKit.Simulation.Worlds;
using Xunit;

namespace Actors.Simulation.Tests;

/// <summary>A checker that finds nothing proves nothing: each deliberate mistake is found, by a checker that should find it.</summary>
public sealed class PlantedFaultTests
{
    private const int SeedsMax = 1000;

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_journal_without_an_epoch_check_is_found_by_the_single_writer_checker() =>
        RequireFound(PlantedFault.NoEpochCheck);

    [Fact]
    [Trait("Invariant", "I2")]
    public void An_acknowledgement_before_the_commit_is_found_by_the_durability_checker() =>
        RequireFound(PlantedFault.AckBeforeCommit);

    [Fact]
    [Trait("Invariant", "I2")]
    public void A_floor_sent_too_early_is_found_by_the_durability_checker() =>
        RequireFound(PlantedFault.FloorTooEarly);

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_batch_appended_again_without_reading_the_heads_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.BlindRetry);

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_lost_answer_taken_for_a_failure_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.LostAnswerAsFailure);

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_stored_commit_taken_for_fenced_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.FencedTakenForCertain);

    [Fact]
    [Trait("Invariant", "I4")]
    public void Lane_commands_that_name_no_epoch_are_found_by_the_order_checker() =>
        RequireFound(PlantedFault.UnaddressedResend);

    [Fact]
    [Trait("Invariant", "I5")]
    public void An_entity_loaded_while_its_records_are_not_durable_is_found_by_the_replay_checker() =>
        RequireFound(PlantedFault.StaleLoad);

    [Fact]
    [Trait("Invariant", "I5")]
    public void A_snapshot_of_what_is_not_durable_is_found_by_the_replay_checker() =>
        RequireFound(PlantedFault.SpeculativeSnapshot);

    [Fact]
    [Trait("Invariant", "I6")]
    public void A_command_that_takes_effect_on_a_parked_entity_is_found_by_the_isolation_checker() =>
        RequireFound(PlantedFault.ForgottenParking);

    [Fact]
    [Trait("Invariant", "I7")]
    public void A_reply_that_is_sent_twice_is_found_by_the_bounds_checker() =>
        RequireFound(PlantedFault.DoubleReply);

    [Fact]
    [Trait("Invariant", "I4")]
    public void Offsets_that_are_saved_before_the_read_model_are_found_by_the_order_checker() =>
        RequireFound(PlantedFault.OffsetBeforeApply);

    [Fact]
    [Trait("Invariant", "I4")]
    public void A_projection_that_skips_a_record_is_found_by_the_order_checker() => RequireFound(PlantedFault.SkippingProjection);

    [Fact]
    [Trait("Invariant", "I4")]
    public void A_fenced_runner_of_a_projection_that_still_writes_is_found_by_the_order_checker() =>
        RequireFound(PlantedFault.UnfencedProjection);

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_timer_that_does_not_say_which_one_it_is_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.AnonymousTimer);

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_claim_that_does_not_compare_the_epoch_is_found_by_the_single_writer_checker() =>
        RequireFound(PlantedFault.ClaimWithoutComparing);

    [Fact]
    [Trait("Invariant", "I4")]
    public void Lane_commands_that_do_not_tell_their_turns_are_found_by_the_order_checker() =>
        RequireFound(PlantedFault.NoTurns);

    [Fact]
    public void A_lease_that_is_judged_by_a_clock_that_jumps_is_found_by_the_lease_checker() =>
        RequireFound(PlantedFault.LeaseByWallClock);

    [Fact]
    public void A_node_that_declares_others_dead_after_an_outage_of_the_store_is_found_by_the_placement_checker() =>
        RequireFound(PlantedFault.NoGrace);

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_shard_that_is_released_before_its_commit_has_ended_is_found_by_the_exactly_once_checker() =>
        RequireFound(PlantedFault.ReleaseBeforeCommit);

    [Theory]
    [InlineData("I1")]
    [InlineData("I2")]
    [InlineData("I3")]
    [InlineData("I4")]
    [InlineData("I5")]
    [InlineData("I6")]
    [InlineData("I7")]
    [InlineData("Lease")]
    [InlineData("Placement")]
    public void Every_invariant_has_one_checker_and_a_planted_fault_that_is_there_to_trip_it(string invariant)
    {
        var workload = new Workload { Model = _ => TestModel.Create(), Commands = Commands.Next };
        var world = new SimulatedWorld(workload, 1, PlantedFault.None, new Trace(false));
        Assert.Single(world.Checkers.All, c => c.Invariant == invariant);
        Assert.Contains(Enum.GetValues<PlantedFault>(), f => InvariantOf(f) == invariant);
    }

    [Fact]
    public void Every_planted_fault_is_there_to_trip_a_checker() =>
        Assert.All(Enum.GetValues<PlantedFault>(), f => Assert.Equal(f == PlantedFault.None, InvariantOf(f) is null));

    /// <summary>The first seed that fails may name another checker, since one mistake breaks many things; the right one must be among them.</summary>
    private static void RequireFound(PlantedFault fault)
    {
        var invariant = InvariantOf(fault);
        for (var seed = 1UL; seed <= SeedsMax; seed++)
        {
            if (Seeds.Run(seed, fault).Invariant == invariant)
            {
                return;
            }
        }

        Assert.Fail($"{fault} was not found by {invariant} within {SeedsMax} seeds");
    }

    private static string? InvariantOf(PlantedFault fault) =>
        typeof(PlantedFault).GetField(fault.ToString())!.GetCustomAttribute<TripsAttribute>()?.Invariant;
}
