using Actors;
using Actors.TestKit.Clusters;
using Actors.TestKit.Time;
using Xunit;

namespace Library;

public sealed class LibraryClusterTests
{
    // <cluster-test>
    [Fact]
    public async Task A_book_is_overdue_once_although_its_node_was_killed()
    {
        var letters = new FakeLetterService();
        await using var cluster = await InMemoryCluster.Start(LibraryModel.Create(letters), nodes: 3);
        await cluster.Nodes[0].System.EntityRef<Loan, LoanCommand, LoanEvent>("book-1").Ask(new BorrowBook("ann", 28));

        cluster.OwnerOf(new EntityKey(Loan.Type, new EntityId("book-1"))).Crash();
        cluster.Nodes[0].Store.Faults.FailNextCommit();
        cluster.DuplicatesMessages = true;
        await cluster.Settle();
        await cluster.Pass(TimeSpan.FromDays(365));

        await Eventually.Holds(() => !letters.Sent.IsEmpty);
        Assert.Equal(("ann", 2.50m), letters.Sent.Values.Single());
    }
    // </cluster-test>
}
